// The area as a frame over the picture of a page: drawn, moved and resized with a mouse, a finger, a pen or the keys.
import { useRef, type KeyboardEvent, type PointerEvent } from "react";
import { between, cornersOf, moved, resized, type Area, type Point } from "./area";

interface Props {
  area: Area | null;
  onChange: (area: Area) => void;
  describedBy: string;
}

const reach = 16; // pixels around a corner that take hold of it: a finger is not a point
const step = 1; // percent a key press moves it by

type Grip = { kind: "move"; from: Point; area: Area } | { kind: "span"; from: Point };

const steps: Record<string, [number, number]> = {
  ArrowLeft: [-step, 0],
  ArrowRight: [step, 0],
  ArrowUp: [0, -step],
  ArrowDown: [0, step],
};

export function AreaFrame({ area, onChange, describedBy }: Props) {
  const page = useRef<HTMLDivElement>(null);
  const grip = useRef<Grip | null>(null);

  const pointOf = (event: PointerEvent): Point => {
    const box = page.current?.getBoundingClientRect() ?? new DOMRect();
    const share = (place: number, from: number, size: number) =>
      size > 0 ? ((place - from) / size) * 100 : 0;
    return { x: share(event.clientX, box.left, box.width), y: share(event.clientY, box.top, box.height) };
  };
  const isNear = (one: Point, other: Point) => {
    const { width, height } = page.current?.getBoundingClientRect() ?? new DOMRect();
    return (
      Math.abs(one.x - other.x) * width < reach * 100 && Math.abs(one.y - other.y) * height < reach * 100
    );
  };
  const gripAt = (point: Point): Grip => {
    const corners = area ? cornersOf(area) : [];
    const held = corners.findIndex((corner) => isNear(corner, point));
    const opposite = corners[(held + 2) % 4];
    if (held >= 0 && opposite) return { kind: "span", from: opposite };
    const inside =
      area && point.x > area.left && point.x < area.right && point.y > area.top && point.y < area.bottom;
    return inside ? { kind: "move", from: point, area } : { kind: "span", from: point };
  };

  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0) return;
    page.current?.setPointerCapture(event.pointerId);
    grip.current = gripAt(pointOf(event));
  };
  const onPointerMove = (event: PointerEvent) => {
    const held = grip.current;
    if (!held) return;
    const point = pointOf(event);
    const next =
      held.kind === "move"
        ? moved(held.area, point.x - held.from.x, point.y - held.from.y)
        : between(held.from, point);
    if (next) onChange(next);
  };
  const letGo = () => {
    grip.current = null;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = steps[event.key];
    if (!by || !area || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    onChange(event.shiftKey ? resized(area, ...by) : moved(area, ...by));
  };

  return (
    <div
      ref={page}
      data-area-page
      className="absolute inset-0 cursor-crosshair touch-none select-none"
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={letGo}
      onPointerCancel={letGo}
    >
      {area && (
        // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- arrow keys move the frame
        <div
          role="application"
          tabIndex={0}
          aria-label="Area of the table"
          aria-describedby={describedBy}
          onKeyDown={onKeyDown}
          className="absolute cursor-move border-2 border-brand bg-brand/15"
          style={{
            left: `${area.left}%`,
            top: `${area.top}%`,
            width: `${area.right - area.left}%`,
            height: `${area.bottom - area.top}%`,
          }}
        >
          {[
            "-top-1.5 -left-1.5",
            "-top-1.5 -right-1.5",
            "-right-1.5 -bottom-1.5",
            "-bottom-1.5 -left-1.5",
          ].map((place) => (
            <span key={place} aria-hidden className={`absolute size-3 rounded-sm bg-brand ${place}`} />
          ))}
        </div>
      )}
    </div>
  );
}
