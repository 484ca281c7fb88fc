import { html } from "../../html";

/** A sheet of a map that is drawn on anew by itself: outlines stay as they are while points move. */
export interface Layer {
  element: HTMLCanvasElement;
  /** A clean sheet of this size, in pixels of the page, to draw on. */
  clean: (width: number, height: number) => CanvasRenderingContext2D | null;
}

export function layer(): Layer {
  const element = html("canvas", { class: "map-layer" });
  const context = element.getContext("2d");
  return {
    element,
    clean: (width, height) => {
      const [across, down] = [width, height].map((length) => Math.round(length * devicePixelRatio)) as [number, number];
      // To set the size takes new memory, so only when it is another.
      if (element.width !== across || element.height !== down) [element.width, element.height] = [across, down];
      context?.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
      context?.clearRect(0, 0, width, height);
      return context;
    },
  };
}
