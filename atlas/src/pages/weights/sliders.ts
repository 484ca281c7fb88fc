import { html } from "../../html";
import { nameOf, say } from "../../language";
import { percent } from "../../numbers";
import { type MovedWeights, type WeightedNode, weightOf } from "../../reweighting";

const texts = {
  below: { zh: "下级指标", en: "Indicators below it" },
};

// A slider's scale: hundredths of the weight in the parent.
const SCALE = 100;

/** A slider for each sub-index and, folded up, for what is below it; each says what its weight comes to. */
export function sliders(
  nodes: readonly WeightedNode[],
  moved: MovedWeights,
  onMove: (node: WeightedNode, weight: number) => void,
): { element: HTMLElement; show: (moved: MovedWeights) => void } {
  const inputs = new Map<WeightedNode, { input: HTMLInputElement; output: HTMLOutputElement }>();
  const childrenOf = Map.groupBy(nodes, (node) => node.parent_node_code);
  const root = childrenOf.get(null)?.[0];

  function slider(node: WeightedNode): HTMLElement {
    const id = `weight-${inputs.size}`;
    const input = html("input", { id, type: "range", min: 0, max: SCALE, step: 1 });
    const output = html("output", { class: "number", for: id });
    input.addEventListener("input", () => onMove(node, Number(input.value) / SCALE));
    inputs.set(node, { input, output });
    return html("div", { class: "slider" }, html("label", { for: id }, nameOf(node)), input, output);
  }

  function branch(node: WeightedNode): HTMLElement {
    const below = childrenOf.get(node.node_code) ?? [];
    return html(
      "div",
      { class: "slider-branch" },
      slider(node),
      below.length > 1 ? html("details", {}, html("summary", {}, say(texts.below)), ...below.map(slider)) : null,
    );
  }

  const element = html("div", {}, ...(root ? (childrenOf.get(root.node_code) ?? []).map(branch) : []));
  const show = (now: MovedWeights) => {
    for (const [node, { input, output }] of inputs) {
      const siblings = childrenOf.get(node.parent_node_code) ?? [];
      const total = siblings.reduce((sum, sibling) => sum + weightOf(sibling, now), 0);
      const weight = weightOf(node, now);
      const position = String(Math.round(weight * SCALE));
      // Not while it is being moved: it would jump.
      if (input.value !== position) input.value = position;
      const share = total > 0 ? percent(weight / total) : percent(0);
      output.textContent = share;
      // A screen reader would say the position, which is none of what the weight comes to.
      input.setAttribute("aria-valuetext", share);
    }
  };
  show(moved);
  return { element, show };
}
