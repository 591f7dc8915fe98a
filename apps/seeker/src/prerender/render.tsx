import { renderToStaticMarkup } from "react-dom/server";
import { Frame } from "./frame.tsx";
import { FirstScreen } from "./interim.tsx";

/**
 * The blocks that index.html carries inside #root: the home screen once in each language, and a bare frame for every other
 * address. `first.css` shows one of them; the app replaces all of them with its first render. Runs at build time, in Node.
 */
export function renderFirstScreens(): string {
  return renderToStaticMarkup(
    <>
      {(["en", "es"] as const).map((language) => (
        <div key={language} data-first={language} lang={language}>
          <FirstScreen language={language} />
        </div>
      ))}
      <div data-first="frame">
        <Frame />
      </div>
    </>,
  );
}
