import type { ReactNode } from "react";
import { Icon, type IconShape } from "./icon.tsx";

export interface Place {
  readonly id: string;
  readonly label: string;
  readonly icon: IconShape;
}

export interface BottomNavProps {
  readonly label: string;
  /** Five at most. */
  readonly places: readonly Place[];
  /** The application's own link; the current one carries `aria-current="page"`. */
  readonly link: (place: Place, className: string, content: ReactNode) => ReactNode;
}

/** The places of the product: a bar under the thumb on a phone, a row at the top from 900 px. */
export function BottomNav({ label, places, link }: BottomNavProps) {
  return (
    <nav className="nav" aria-label={label}>
      <ul className="nav__list">
        {places.slice(0, 5).map((place) => (
          <li key={place.id}>{link(place, "nav__link", <><Icon as={place.icon} /><span>{place.label}</span></>)}</li>
        ))}
      </ul>
    </nav>
  );
}

/** First stop of the Tab key. `target` is the id of the page's main part. */
export function SkipLink({ target, children }: { target: string; children: ReactNode }) {
  return <a className="skip-link" href={`#${target}`} onClick={(event) => {
    const main = document.getElementById(target);
    if (!main) return;
    event.preventDefault();
    main.focus();
    main.scrollIntoView();
  }}>{children}</a>;
}

/** For screen readers only. */
export function VisuallyHidden({ children }: { children: ReactNode }) {
  return <span className="visually-hidden">{children}</span>;
}
