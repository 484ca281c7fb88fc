// The program that draws charts: ECharts with what the pages use of it. It is larger than all else together, so it is
// loaded when a chart is on the page, and the first view does not wait for it.
import { BarChart, LineChart, RadarChart, ScatterChart, TreemapChart } from "echarts/charts";
import {
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  RadarComponent,
  TooltipComponent,
} from "echarts/components";
import * as echarts from "echarts/core";
import { LabelLayout } from "echarts/features";
import { CanvasRenderer } from "echarts/renderers";

echarts.use([
  BarChart,
  LineChart,
  RadarChart,
  ScatterChart,
  TreemapChart,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  RadarComponent,
  TooltipComponent,
  LabelLayout,
  CanvasRenderer,
]);

/** What the program offers. */
export type Charts = Pick<typeof echarts, "init">;

declare global {
  interface Window {
    atlasCharts?: Charts;
  }
}
window.atlasCharts = { init: echarts.init };
