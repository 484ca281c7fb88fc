/** Run a script that lies beside the page, once it is here; nothing happens if it is not there. */
export function runScript(path: string): Promise<void> {
  return new Promise((resolve) => {
    const script = document.createElement("script");
    const finish = () => {
      script.remove();
      resolve();
    };
    script.src = path;
    script.onload = finish;
    script.onerror = finish;
    document.head.append(script);
  });
}
