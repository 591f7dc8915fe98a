import "@pathwayks/ui/styles.css";
import "./shell/shell.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { RouterProvider } from "@tanstack/react-router";
import { router } from "./routes.tsx";

// The first screen is in the HTML already; it stays until everything that the address needs is here, so nothing flashes.
const place = document.getElementById("root");

async function start(root: HTMLElement): Promise<void> {
  const { prepare } = await import("./boot.tsx");
  await prepare();
  await router.load();
  createRoot(root).render(<StrictMode><RouterProvider router={router} /></StrictMode>);
}

/** The app's own files could not be loaded. No words are here yet, so both languages are. */
function wayOut(root: HTMLElement): void {
  const note = document.createElement("p");
  note.className = "wrap band band--careful";
  note.setAttribute("role", "alert");
  const again = document.createElement("a");
  again.href = location.href;
  again.textContent = "Load the page again · Cargar la página otra vez";
  note.append("Not everything arrived. · No llegó todo. ", again);
  root.prepend(note);
}

if (place) start(place).catch(() => wayOut(place));
