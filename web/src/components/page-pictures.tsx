// Pages of a PDF as pictures, one at a time. The server draws them; a page that is not there ends the turning.
import { queryOptions, useQuery } from "@tanstack/react-query";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { useEffect, useRef, useState, type ReactNode } from "react";
import { fetchBlob } from "../api/client";
import { toProblem } from "../api/problem";
import { Button } from "./button";
import { RowsSkeleton } from "./skeleton";

const pictureQuery = (url: string) =>
  queryOptions({
    queryKey: ["picture", url],
    queryFn: ({ signal }) => fetchBlob(url, signal),
    staleTime: Infinity, // a page never changes
    retry: false,
  });

interface Props {
  urlOf: (page: number) => string;
  first?: number;
  what: string; // “Report”, for those who do not see it
  over?: ReactNode; // on top of the picture
}

export default function PagePictures({ urlOf, first = 1, what, over }: Props) {
  const [page, setPage] = useState(first);
  const [last, setLast] = useState<number | null>(null);
  const picture = useQuery(pictureQuery(urlOf(page)));
  const gone = picture.isError && toProblem(picture.error).status === 404 && page > first;
  if (gone && last === null) {
    setLast(page - 1);
    setPage(page - 1);
  }
  return (
    <div className="grid gap-3">
      {picture.isError && !gone ? (
        <p role="alert" className="text-small text-bad">
          {toProblem(picture.error).words}
        </p>
      ) : picture.data ? (
        <div className="relative mx-auto w-fit">
          <Picture blob={picture.data} alt={`${what}, page ${page}`} />
          {over}
        </div>
      ) : (
        <RowsSkeleton label="Loading the page" rows={8} />
      )}
      <div className="flex items-center justify-center gap-3">
        <Button size="sm" aria-label="Page before" disabled={page <= 1} onClick={() => setPage(page - 1)}>
          <ChevronLeft aria-hidden className="size-4" />
        </Button>
        <span className="tnum text-small text-ink-2" aria-live="polite">
          Page {page}
          {last !== null && ` of ${last}`}
        </span>
        <Button size="sm" aria-label="Next page" disabled={last === page} onClick={() => setPage(page + 1)}>
          <ChevronRight aria-hidden className="size-4" />
        </Button>
      </div>
    </div>
  );
}

function Picture({ blob, alt }: { blob: Blob; alt: string }) {
  const image = useRef<HTMLImageElement>(null);
  useEffect(() => {
    const url = URL.createObjectURL(blob);
    image.current?.setAttribute("src", url);
    return () => URL.revokeObjectURL(url);
  }, [blob]);
  return <img ref={image} alt={alt} className="block max-w-full rounded-lg bg-paper outline outline-line" />;
}
