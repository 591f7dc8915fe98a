import { describe, expect, test } from "vitest";
import { entryBodies, passedOn, type IsoDate } from "@pathwayks/contracts";
import { emptyForm, entryOf, formErrors, formValues, type Target } from "./values.ts";

const today = "2026-11-25" as IsoDate;
const filled = { ...emptyForm, firstName: " Ana ", lastName: "Ruiz", phone: "316-555-0100", message: "Evenings suit me" };
const school: Target = { kind: "enrollment", subject: "wsutech:welding", partner: "wsutech", pathwayId: "wsutech:welding~51-4121" };

describe("form", () => {
  test("a name, and one way to be reached", () => {
    expect(formErrors(emptyForm)).toEqual({ firstName: "name", lastName: "name", email: "reach" });
    expect(formErrors(filled)).toEqual({});
    expect(formErrors({ ...filled, email: "ana@", phone: "call me" })).toEqual({ email: "email", phone: "phone" });
  });

  test("what is sent fits the wire, and the consent names all of it", () => {
    const sent = entryOf(school, { ...filled, startOn: "2027-01-12" }, today, "es");
    expect(entryBodies["enrollment.submit"].parse(sent.body)).toMatchObject({ startOn: "2027-01-12", contact: { firstName: "Ana", email: null } });
    expect(sent.body.consent).toMatchObject({ recipient: "wsutech", purpose: "enrollment", language: "es", expires: "2027-05-24" });
    expect(sent.body.consent.fields).toEqual(passedOn(sent.body));
    expect(sent.body.consent.fields).toEqual(["firstName", "lastName", "phone", "message"]);
  });

  test("an application goes to the employer", () => {
    const sent = entryOf({ kind: "application", subject: "sample:12", partner: "sample-mill", pathwayId: null }, filled, today, "en");
    expect(entryBodies["application.submit"].parse(sent.body)).toMatchObject({ jobId: "sample:12", employerId: "sample-mill" });
  });

  test("a draft of any version becomes a form", () => {
    expect(formValues(null)).toEqual(emptyForm);
    expect(formValues({ firstName: "Ana", phone: 7, shoe: "x" })).toEqual({ ...emptyForm, firstName: "Ana" });
  });
});
