export function DealPage() {
  return <main id="main" />;
}
