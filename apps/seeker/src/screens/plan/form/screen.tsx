import { useEffect } from "react";
import { useParams, useSearch } from "@tanstack/react-router";
import { Band, Skeleton } from "@pathwayks/ui";
import { useTranslation } from "react-i18next";
import { loadAccount, useAccountState } from "../../../account/account.ts";
import { BackLink } from "../../../shell/back-link.tsx";
import { today } from "../../../state/clock.ts";
import { useClient } from "../../../state/client.ts";
import { useSettings } from "../../../state/settings.ts";
import { local } from "../../pathways/model/card.ts";
import { AnswerFailed, NotYet } from "../../pathways/parts/not-yet.tsx";
import { useEngineAnswer, useNotYet } from "../../pathways/use-ranking.ts";
import { SubmitForm, type SubmitFormProps } from "./form.tsx";

type Named = Pick<SubmitFormProps, "target" | "title" | "partnerName" | "starts"> & { readonly sample: boolean };

/** A place in a program, or an application for a job: the same form, the address says which. */
export default function SubmitScreen() {
  const { id = "" } = useParams({ strict: false });
  const { pathway = null, again = null } = useSearch({ strict: false });
  const kind = location.pathname.startsWith("/enroll") ? "enrollment" : "application";
  const { t } = useTranslation("plan");
  const client = useClient((now) => now);
  const notYet = useNotYet();
  const named = useNamed(kind, id, pathway);
  useAccountName();
  return (
    <div className="stack wrap--narrow">
      <div><BackLink to="/plan">{t("title")}</BackLink></div>
      <h1 tabIndex={-1}>{t(`kind.${kind}`)}</h1>
      {notYet ? <NotYet why={notYet} /> : named.kind === "failed" ? <AnswerFailed again={named.again} /> : !client || named.kind === "waiting" ? <Skeleton label={t("common:loading")} lines={6} />
        : named.value === null ? <p>{t("need.gone")}</p> : (
          <>
            <p className="lead">{named.value.title} · {named.value.partnerName}</p>
            {named.value.sample && <Band tone="sample">{t("form.sample")}</Band>}
            <SubmitForm key={`${client.space.id} ${kind} ${id}`} client={client} again={again} {...named.value} />
          </>
        )}
    </div>
  );
}

function useNamed(kind: "enrollment" | "application", id: string, pathwayId: string | null) {
  const language = useSettings((settings) => settings.language);
  return useEngineAnswer<Named | null>(`${kind} ${id} ${language}`, async (engine) => {
    if (kind === "application") {
      const found = await engine.job(id);
      return found && { target: { kind, subject: id, partner: found.job.employerId, pathwayId }, title: local(found.job.title, language), partnerName: found.job.employerName, starts: [], sample: found.job.sample };
    }
    const found = await engine.program(id);
    return found && {
      target: { kind, subject: id, partner: found.program.providerId, pathwayId }, title: local(found.program.name, language), partnerName: found.program.providerName,
      starts: found.program.startDates.filter((date) => date >= today()), sample: found.program.sample,
    };
  });
}

/** The address of the account goes into the form, where somebody is signed in and there is a network. */
function useAccountName(): void {
  const account = useClient((client) => client.standing().account);
  useEffect(() => {
    if (account && useAccountState.getState().account === null) void loadAccount();
  }, [account]);
}
