import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { redirection, signInProviders } from "@pathwayks/contracts";
import { Button, ExternalLink } from "@pathwayks/ui";
import { call } from "../../account/api.ts";
import { useCatalogStatus } from "../../state/hooks.ts";
import { flushPerson } from "../../state/person.ts";
import { Fault, useAsking } from "./parts.tsx";

/** A button for each provider that this server knows. Nothing where there is none, or no network to go there by. */
export function Elsewhere() {
  const { t } = useTranslation("account");
  const { online } = useCatalogStatus();
  const asking = useAsking();
  const [providers, setProviders] = useState<readonly { readonly id: string; readonly name: string }[]>([]);
  useEffect(() => {
    if (online) void call("GET", "/users/oidc", signInProviders, undefined, false).then((answer) => answer.ok && setProviders(answer.value.providers));
  }, [online]);
  const leave = async (id: string) => {
    const way = await asking.ask(() => call("POST", `/users/oidc/${id}/start`, redirection, undefined, false));
    if (!way) return;
    await flushPerson();
    location.assign(way.url);
  };
  if (!online || providers.length === 0) return null;
  return (
    <>
      <Fault of={asking} />
      <div className="cluster">
        {providers.map(({ id, name }) => <Button key={id} icon={ExternalLink} busy={asking.busy} onClick={() => void leave(id)}>{t("elsewhere", { name })}</Button>)}
      </div>
    </>
  );
}
