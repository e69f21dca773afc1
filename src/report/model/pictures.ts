/** What draws the charts of reports. It is large: import it when the first chart is made, and not before. */
export { articlePeaksChart } from "../charts/article-peaks.js";
export { changesChart } from "../charts/changes.js";
export { growthChart } from "../charts/growth.js";
export { memoryOverviewChart } from "../charts/memory-overview.js";
export { memoryPanelChart, panelNames } from "../charts/memory-panel.js";
export { pageDepthChart } from "../charts/page-depth.js";
export { peakRankingChart } from "../charts/peak-ranking.js";
export { pausesChart, withoutPauses } from "../charts/pauses.js";
export { sweepFrontChart } from "../charts/sweep-front.js";
export { showsFront, timeMemoryChart, withoutPoint } from "../charts/time-memory.js";
export { sparkline } from "../charts/sparkline.js";
export { trendChart } from "../charts/trend.js";
