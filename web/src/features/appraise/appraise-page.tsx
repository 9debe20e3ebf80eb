export function AppraisePage() {
  return <main id="main" />;
}
