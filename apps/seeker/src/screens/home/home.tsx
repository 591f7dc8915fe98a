import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { ArrowRight, Button, Card, CloudOff, Download, Icon, LockKeyhole, Scale, buttonClass, type IconShape } from "@pathwayks/ui";
import { useInstallPrompt } from "../../device/install-prompt.ts";
import { useCatalogStatus, useFormats, useProfile } from "../../state/hooks.ts";
import { showToast } from "../../state/notices.ts";
import { Hero } from "./hero.tsx";

/** What this is in one sentence, the one thing to do, and what stands behind it. */
export default function HomeScreen() {
  const { t } = useTranslation("home");
  return (
    <div className="stack stack--loose">
      <Hero title={t("first:promise")} text={t("first:what")} note={<NextNote />} action={<NextStep />} />
      <Install />
      <div className="trio">
        <Point icon={CloudOff} title={t("works-offline.title")} text={t("works-offline.text")} />
        <Point icon={LockKeyhole} title={t("private.title")} text={t("private.text")} />
        <Point icon={Scale} title={t("honest.title")} text={t("honest.text")} />
      </div>
      <Inside />
    </div>
  );
}

function NextStep() {
  const { t } = useTranslation("home");
  const { answered, complete } = useProfile();
  const look = buttonClass({ kind: "primary", large: true });
  if (complete) {
    return (
      <>
        <Link to="/pathways" className={look}>{t("pathways")}<Icon as={ArrowRight} directed /></Link>
        <Link to="/assessment/$step" params={{ step: "review" }} className={buttonClass({ kind: "quiet" })}>{t("change")}</Link>
      </>
    );
  }
  if (answered > 0) return <Link to="/assessment" className={look}>{t("go-on")}<Icon as={ArrowRight} directed /></Link>;
  return <Link to="/assessment" className={look}>{t("first:start")}</Link>;
}

function NextNote() {
  const { t } = useTranslation("home");
  const { answered, questions, complete } = useProfile();
  if (complete) return t("pathways-text");
  return answered > 0 ? t("go-on-text", { done: answered, of: questions }) : t("first:time");
}

function Point({ icon, title, text }: { icon: IconShape; title: string; text: string }) {
  return <div className="trio__item"><Icon as={icon} /><h2>{title}</h2><p className="quiet">{text}</p></div>;
}

function Inside() {
  const { t } = useTranslation("home");
  const format = useFormats();
  const { status } = useCatalogStatus();
  if (!status) return null;
  return (
    <Card>
      <h2>{t("catalog.title")}</h2>
      <p>
        {t("catalog.programs", { count: status.programs, shown: format.number(status.programs) })}
        {" · "}
        {t("catalog.jobs", { count: status.jobs, shown: format.number(status.jobs) })}
      </p>
      <p className="note">{t("common:catalog-date", { date: format.date(status.createdAt.slice(0, 10)) })}</p>
      <div><Link to="/catalog" className={buttonClass({ kind: "secondary" })}>{t("catalog.browse")}</Link></div>
    </Card>
  );
}

function Install() {
  const { t } = useTranslation("home");
  const { way, ask } = useInstallPrompt();
  const { answered } = useProfile();
  // Nobody is asked to install what they have not tried.
  if (way === "none" || answered === 0) return null;
  const install = async () => {
    if ((await ask()) === "accepted") showToast(t("install.done"));
  };
  return (
    <Card flat>
      <div className="spread">
        <div><h2>{t("install.title")}</h2><p className="quiet">{way === "ios" ? t("install.ios") : t("install.text")}</p></div>
        {way === "browser" && <Button icon={Download} onClick={() => void install()}>{t("install.action")}</Button>}
      </div>
    </Card>
  );
}
