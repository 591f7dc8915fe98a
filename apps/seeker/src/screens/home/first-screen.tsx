import type { Language } from "@pathwayks/contracts";
import { buttonClass } from "@pathwayks/ui";
import { Frame } from "../../shell/frame.tsx";
import commonEn from "../../words/en/common.json";
import firstEn from "../../words/en/first.json";
import commonEs from "../../words/es/common.json";
import firstEs from "../../words/es/first.json";
import { Hero } from "./hero.tsx";

const words = { en: { common: commonEn, first: firstEn }, es: { common: commonEs, first: firstEs } } as const;

/**
 * The home screen as it is in the HTML, before any script: plain links that work on their own. Rendered at build time only,
 * so the words of both languages cost the app nothing. The app's first render replaces it with the same shapes.
 */
export function FirstScreen({ language }: { readonly language: Language }) {
  const { common, first } = words[language];
  return (
    <Frame
      words={{ nav: common["nav.label"], places: { home: common["nav.home"], pathways: common["nav.pathways"], catalog: common["nav.catalog"], plan: common["nav.plan"], me: common["nav.me"] } }}
      link={(path, className, content) => <a key={path} href={path} className={className} aria-current={path === "/" && className !== "brand" ? "page" : undefined}>{content}</a>}
      strip={<div className="strip"><div className="wrap strip__line">{first.loading}</div></div>}
      language={<a className={buttonClass({ kind: "quiet" })} href={language === "en" ? "/?lang=es" : "/?lang=en"} lang={language === "en" ? "es" : "en"}>{common["language.switch"]}</a>}
    >
      <main className="main">
        <div className="wrap stack stack--loose">
          <Hero
            title={first.promise} text={first.what} note={first.time}
            action={<a className={buttonClass({ kind: "primary", large: true })} href="/assessment">{first.start}</a>}
          />
        </div>
      </main>
    </Frame>
  );
}
