export function FeesPage() {
  return <main id="main" />;
}
