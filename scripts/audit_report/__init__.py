"""A statistical audit of every index of a build, from its marts, in the form of the JRC's audits."""
