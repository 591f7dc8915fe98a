/** The bare frame of a screen: what stands still while the screen itself is being loaded. No words, so no language. */
export function Frame() {
  return (
    <div className="app">
      <header className="topbar">
        <div className="wrap topbar__inner">
          <span className="brand">PathwayKS</span>
        </div>
      </header>
      <main className="main wrap" aria-busy="true" />
    </div>
  );
}
