import type { ReactNode } from "react";
import { BottomNav, House, List, ListChecks, Route, User, type Place } from "@pathwayks/ui";

export interface FrameWords {
  readonly nav: string;
  readonly places: Readonly<Record<PlaceId, string>>;
}
export type PlaceId = "home" | "pathways" | "catalog" | "plan" | "me";

export const placePaths = { home: "/", pathways: "/pathways", catalog: "/catalog", plan: "/plan", me: "/me" } as const satisfies Record<PlaceId, string>;
const placeIcons = { home: House, pathways: Route, catalog: List, plan: ListChecks, me: User } as const;
const placeIds = Object.keys(placePaths) as PlaceId[];

export interface FrameProps {
  readonly words: FrameWords;
  /** The application's link, or a plain anchor in the first screen that is rendered at build time. */
  readonly link: (path: (typeof placePaths)[PlaceId], className: string, content: ReactNode) => ReactNode;
  readonly language: ReactNode;
  readonly top?: ReactNode;
  /** One line of fixed height: what the facts on this device are. */
  readonly strip?: ReactNode;
  readonly bands?: ReactNode;
  readonly children: ReactNode;
}

/** What stands around every screen. The same markup at build time and in the app, so that nothing moves when it takes over. */
export function Frame({ words, link, language, top, strip, bands, children }: FrameProps) {
  const places: Place[] = placeIds.map((id) => ({ id, label: words.places[id], icon: placeIcons[id] }));
  return (
    <div className="app">
      {top}
      <header className="topbar">
        <div className="wrap topbar__inner">
          {link("/", "brand", <><img className="brand__mark" src="/favicon.svg" width="28" height="28" alt="" />PathwayKS</>)}
          {language}
        </div>
      </header>
      {strip ?? <div className="strip"><div className="wrap strip__line" /></div>}
      {bands}
      {children}
      <BottomNav
        label={words.nav} places={places}
        link={(place, className, content) => link(placePaths[place.id as PlaceId], className, content)}
      />
    </div>
  );
}
