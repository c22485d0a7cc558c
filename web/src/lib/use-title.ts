import { useEffect } from "react";

export const titleIs = (title: string) => {
  document.title = `${title} · BatchOps`;
};

export function useTitle(title: string) {
  useEffect(() => titleIs(title), [title]);
}
