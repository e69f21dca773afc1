/** Places and sizes in px; those of marks count from the plot's upper left corner. */

/** The size of a chart and of the margins around its plot. */
export interface Frame extends Size {
  readonly margin: { readonly top: number; readonly right: number; readonly bottom: number; readonly left: number };
}

/** A width and a height. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** For what a chart is drawn: screens, paper and files, or phones. */
export type Format = "wide" | "narrow";

/** How wide charts are: as the page's column is on a screen of 1280 px, all but a bit, and on a phone of 360 px. */
export const widths: Readonly<Record<Format, number>> = { wide: 920, narrow: 336 };

/** The size of the plot inside of the margins. */
export const plotSize = ({ width, height, margin }: Frame): Size => ({
  width: width - margin.left - margin.right,
  height: height - margin.top - margin.bottom,
});

/** A point. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** The two ends of a straight line. */
export interface Ends extends Place {
  readonly x2: number;
  readonly y2: number;
}

/** The sides of what takes room. */
export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}
