import { useEffect, useState } from "react";
import type { County } from "@pathwayks/contracts";
import { useCatalogStatus, useEngine } from "../../state/hooks.ts";

/** The counties of the catalog by name; empty until the catalog is on the device. */
export function useCounties(): readonly County[] {
  const engine = useEngine();
  const { status } = useCatalogStatus();
  const version = status?.version;
  const [counties, setCounties] = useState<readonly County[]>([]);
  useEffect(() => {
    if (!engine || version === undefined) return;
    let stale = false;
    engine.counties().then((all) => { if (!stale) setCounties([...all].sort((a, b) => a.name.localeCompare(b.name))); }, () => undefined);
    return () => { stale = true; };
  }, [engine, version]);
  return counties;
}
