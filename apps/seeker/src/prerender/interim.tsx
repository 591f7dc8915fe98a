/** Stands in until the home screen's own first view exists. */
export function FirstScreen({ language }: { readonly language: "en" | "es" }) {
  return (
    <main className="main wrap">
      <h1>{language === "en" ? "From where you are to a better job in Kansas" : "De donde está a un mejor trabajo en Kansas"}</h1>
    </main>
  );
}
