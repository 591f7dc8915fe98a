import { renderToStaticMarkup } from "react-dom/server";
import { languages } from "@pathwayks/contracts";
import { FirstScreen } from "../screens/home/first-screen.tsx";
import { BareFrame } from "./frame.tsx";

const lost = {
  en: { text: "Part of the app did not arrive.", again: "Load the page again" },
  es: { text: "Una parte de la aplicación no llegó.", again: "Cargar la página otra vez" },
} as const;

/**
 * The blocks that index.html carries inside #root: in each language the home screen, and a bare frame for every other
 * address. `first.css` shows one of them; the app replaces all of them with its first render. Runs at build time, in Node.
 */
export function renderFirstScreens(): string {
  return renderToStaticMarkup(
    <>
      {languages.map((language) => (
        <div key={language} lang={language} data-block={language}>
          <p className="wrap band band--careful" role="alert" data-lost-note="">{lost[language].text} <a href="">{lost[language].again}</a></p>
          <div data-first="home"><FirstScreen language={language} /></div>
          <div data-first="other"><BareFrame language={language} /></div>
        </div>
      ))}
    </>,
  );
}
