export function RejectsPage() {
  return <main id="main" />;
}
