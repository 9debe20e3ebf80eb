/** A secret that can be read now and never again. */
export function ShownOnce({ label, secret }: { readonly label: string; readonly secret: string }) {
  return (
    <div role="status" className="mt-3 rounded-md bg-accent-soft p-3">
      <p className="text-xs">{label}. It is shown only now.</p>
      <code className="mt-1 block break-all select-all">{secret}</code>
    </div>
  );
}
