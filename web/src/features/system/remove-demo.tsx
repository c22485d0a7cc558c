import { Suspense, useState } from "react";
import { Button } from "../../components/button";
import { lazyPage } from "../../lib/lazy-page";

const RemoveDemoDialog = lazyPage(() => import("./remove-demo-dialog"));

export function RemoveDemo() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="sm" onClick={() => setOpen(true)}>
        Remove the demo school
      </Button>
      {open && (
        <Suspense fallback={null}>
          <RemoveDemoDialog onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
