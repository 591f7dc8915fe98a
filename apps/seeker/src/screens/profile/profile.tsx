import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Bookmark, Card, ChevronRight, EmptyState, HardDrive, Icon, Row, Rows, Settings, Skeleton, User, buttonClass, type IconShape } from "@pathwayks/ui";
import { usePerson, useProfile } from "../../state/hooks.ts";
import { AnswerList } from "../assessment/answer-list.tsx";
import { useInferredSkills } from "../assessment/use-inferred-skills.ts";
import { InterestProfile } from "./interest-profile.tsx";

/** What the person told, read back to them: likings, skills, answers; and the way to settings and data. */
export default function ProfileScreen() {
  const { t } = useTranslation("profile");
  const { answered, ready } = useProfile();
  return (
    <div className="stack stack--loose">
      <div className="stack stack--tight">
        <h1 tabIndex={-1}>{t("title")}</h1>
        <p className="quiet">{t("text")}</p>
      </div>
      <div className="two">
        <div className="stack">
          {!ready ? <Skeleton label={t("common:loading")} lines={6} /> : answered === 0 ? <Nothing /> : <Told />}
        </div>
        <div className="places two__side">
          <PlaceLink to="/account" icon={User} label={t("account:title")} />
          <PlaceLink to="/saved" icon={Bookmark} label={t("saved:title")} />
          <PlaceLink to="/me/settings" icon={Settings} label={t("settings")} />
          <PlaceLink to="/me/data" icon={HardDrive} label={t("data")} />
        </div>
      </div>
    </div>
  );
}

function Nothing() {
  const { t } = useTranslation("profile");
  return (
    <EmptyState
      title={t("empty.title")}
      actions={<Link to="/assessment" className={buttonClass({ kind: "primary" })}>{t("empty.action")}</Link>}
    >
      <p>{t("empty.text")}</p>
    </EmptyState>
  );
}

function Told() {
  const { t } = useTranslation("profile");
  return (
    <>
      <InterestProfile />
      <Skills />
      <Card>
        <div className="spread">
          <h2>{t("answers")}</h2><Link to="/assessment/$step" params={{ step: "review" }} className={buttonClass({ kind: "quiet" })}>{t("review")}</Link>
        </div>
        <AnswerList />
      </Card>
    </>
  );
}

/** Skills shown here; the whole list is in the question. */
const SHOWN = 8;

function Skills() {
  const { t } = useTranslation("profile");
  const { record } = usePerson();
  const chips = useInferredSkills(record.profile).slice(0, SHOWN);
  const from = (chip: (typeof chips)[number]) =>
    chip.from === "past-job" && chip.title ? t("skills.from", { title: chip.title }) : t(chip.from === "education" ? "skills.from-education" : "skills.from-you");
  return (
    <Card>
      <div className="spread">
        <h2>{t("skills")}</h2><Link to="/assessment/$step" params={{ step: "skills" }} className={buttonClass({ kind: "quiet" })}>{t("common:edit")}</Link>
      </div>
      {chips.length === 0 && <p className="quiet">{t("skills.none")}</p>}
      {chips.length > 0 && (
        <Rows>
          {chips.map((chip) => (
            <Row key={chip.skill} value={t(`vocabulary:skill.${chip.skill}`)} label={from(chip)} valueFirst>
              <span>{t(`vocabulary:skill-level.${chip.level}`)}</span>
            </Row>
          ))}
        </Rows>
      )}
    </Card>
  );
}

function PlaceLink({ to, icon, label }: { to: "/me/settings" | "/me/data" | "/account" | "/saved"; icon: IconShape; label: string }) {
  return <Link to={to} className="place-link"><Icon as={icon} />{label}<Icon as={ChevronRight} small directed /></Link>;
}
