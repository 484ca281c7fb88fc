import { html } from "../../html";
import { nameOf, say } from "../../language";
import { fixed, percent } from "../../numbers";
import { dataTable } from "../../parts/data_table";
import { section } from "../../parts/page_parts";
import type { TreeNode } from "../../site";
import { childrenOf, type Leaf } from "../../tree";

const texts = {
  title: { zh: "得分账目", en: "Ledger of the score" },
  what: {
    zh: "每个叶节点的贡献 = 权重 × 标准化值;合计恰好等于得分 {score}。",
    en: "What each leaf adds; the contributions add up to the score, {score}.",
  },
  leaf: { zh: "叶节点", en: "Leaf" },
  weight: { zh: "权重", en: "Weight" },
  value: { zh: "标准化值", en: "Normalised value" },
  contribution: { zh: "贡献", en: "Contribution" },
  share: { zh: "占得分", en: "Share of score" },
  missing: {
    zh: "未列出的叶节点缺失:其权重由其余节点分担。",
    en: "Leaves that are not listed are missing; the others share their weight.",
  },
};

export interface Entry {
  period_code: string;
  node_code: string;
  weight: number;
  normalised_value: number;
  contribution: number;
}

/** What the score is made of, from the index down to the leaf: branches unfold. */
export function ledgerSection(
  root: TreeNode,
  nodes: readonly TreeNode[],
  leaves: ReadonlyMap<string, Leaf>,
  entries: readonly Entry[],
): HTMLElement {
  const score = sum(entries);
  const byParent = Map.groupBy(entries, (entry) => leaves.get(entry.node_code)?.parent_node_code ?? root.node_code);

  function entriesBelow(node: TreeNode): Entry[] {
    return [...(byParent.get(node.node_code) ?? []), ...childrenOf(nodes, node.node_code).flatMap(entriesBelow)];
  }

  function branch(node: TreeNode, isOpen: boolean): HTMLElement {
    const below = entriesBelow(node);
    const own = byParent.get(node.node_code) ?? [];
    const added = sum(below);
    return html(
      "details",
      { class: "branch", open: isOpen },
      html(
        "summary",
        {},
        html("span", { class: "branch-name" }, nameOf(node)),
        " ",
        html("span", { class: "branch-figure" }, `${fixed(added)} · ${percent(score === 0 ? null : added / score)}`),
      ),
      ...childrenOf(nodes, node.node_code).map((child) => branch(child, false)),
      own.length > 0 ? leafTable(nameOf(node), own) : null,
    );
  }

  function leafTable(caption: string, own: readonly Entry[]): HTMLElement {
    return dataTable<Entry>(
      caption,
      [
        {
          heading: say(texts.leaf),
          show: (row) => leafName(leaves, row.node_code),
          sortBy: (row) => leafName(leaves, row.node_code),
        },
        {
          heading: say(texts.weight),
          isNumber: true,
          show: (row) => percent(row.weight, 2),
          sortBy: (row) => row.weight,
        },
        {
          heading: say(texts.value),
          isNumber: true,
          show: (row) => fixed(row.normalised_value),
          sortBy: (row) => row.normalised_value,
        },
        {
          heading: say(texts.contribution),
          isNumber: true,
          show: (row) => fixed(row.contribution),
          sortBy: (row) => row.contribution,
        },
        {
          heading: say(texts.share),
          isNumber: true,
          show: (row) => percent(score === 0 ? null : row.contribution / score),
          sortBy: (row) => row.contribution,
        },
      ],
      [...own].sort((one, other) => other.contribution - one.contribution),
    ).element;
  }

  return section(
    say(texts.title),
    html(
      "p",
      { class: "note" },
      say(texts.what, { score: fixed(score) }),
      " ",
      entries.length < leaves.size ? say(texts.missing) : "",
    ),
    branch(root, true),
  );
}

export function leafName(leaves: ReadonlyMap<string, Leaf>, code: string): string {
  const leaf = leaves.get(code);
  return (leaf && nameOf(leaf)) || code;
}

function sum(entries: readonly Entry[]): number {
  return entries.reduce((total, entry) => total + entry.contribution, 0);
}
