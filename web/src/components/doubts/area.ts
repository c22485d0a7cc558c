// A table's area on a page, in percent of the page from its top left corner, and what moving and drawing make of it.
export interface Area {
  left: number;
  top: number;
  right: number;
  bottom: number;
}
export interface Point {
  x: number;
  y: number;
}
export type Edge = keyof Area;
export type Edges = Record<Edge, string>; // as typed

export const edges: Edge[] = ["left", "top", "right", "bottom"];
const smallest = 1;

const within = (value: number, least = 0, most = 100) => Math.min(most, Math.max(least, value));
const rounded = (value: number) => Math.round(value * 10) / 10;
const mapped = (area: Area, change: (value: number) => number): Area => ({
  left: change(area.left),
  top: change(area.top),
  right: change(area.right),
  bottom: change(area.bottom),
});

export const typed = ({ left, top, right, bottom }: Area): Edges => ({
  left: String(left),
  top: String(top),
  right: String(right),
  bottom: String(bottom),
});

// Null where a number is missing, off the page, or no room is left between two edges.
export function areaOf(text: Edges): Area | null {
  if (edges.some((edge) => text[edge].trim() === "")) return null;
  const [left, top, right, bottom] = edges.map((edge) => Number(text[edge])) as [
    number,
    number,
    number,
    number,
  ];
  const isOn = (low: number, high: number) => low >= 0 && high <= 100 && high - low >= smallest;
  return isOn(left, right) && isOn(top, bottom) ? { left, top, right, bottom } : null;
}

// The form in which answers are sent and kept: "10,20,90,95".
export const areaText = (area: Area) => edges.map((edge) => area[edge]).join(",");

export function readArea(text: string | null): Area | null {
  const [left, top, right, bottom] = text?.split(",") ?? [];
  if (left === undefined || top === undefined || right === undefined || bottom === undefined) return null;
  return areaOf({ left, top, right, bottom });
}

// As large as it was, and on the page.
export function moved(area: Area, x: number, y: number): Area {
  const across = within(x, -area.left, 100 - area.right);
  const down = within(y, -area.top, 100 - area.bottom);
  return mapped(
    {
      left: area.left + across,
      top: area.top + down,
      right: area.right + across,
      bottom: area.bottom + down,
    },
    rounded,
  );
}

// Its right and lower edge are moved.
export const resized = (area: Area, x: number, y: number): Area =>
  mapped(
    {
      ...area,
      right: within(area.right + x, area.left + smallest),
      bottom: within(area.bottom + y, area.top + smallest),
    },
    rounded,
  );

// From one point to another, wherever they are; null where they are too near to mean an area.
export function between(from: Point, to: Point): Area | null {
  const area = mapped(
    {
      left: Math.min(from.x, to.x),
      top: Math.min(from.y, to.y),
      right: Math.max(from.x, to.x),
      bottom: Math.max(from.y, to.y),
    },
    (value) => rounded(within(value)),
  );
  return areaOf(typed(area));
}

export const cornersOf = ({ left, top, right, bottom }: Area): Point[] => [
  { x: left, y: top },
  { x: right, y: top },
  { x: right, y: bottom },
  { x: left, y: bottom },
];
