import { Download, Printer } from 'lucide-react';
import { Button } from '../../ui/button.tsx';

function download(codes: readonly string[]): void {
  const text = `DealerScope recovery codes. Each opens the account once.\n\n${codes.join('\n')}\n`;
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = 'dealerscope-recovery-codes.txt';
  link.click();
  URL.revokeObjectURL(url);
}

export function RecoveryCodes({ codes }: { readonly codes: readonly string[] }) {
  return (
    <div data-print>
      <p>
        Recovery codes: each opens your account once when the phone is lost. They are shown only now; print
        them or keep them where you keep passwords.
      </p>
      <ul aria-label="Recovery codes" className="mt-2 grid max-w-xs grid-cols-2 gap-x-4 gap-y-1 font-mono">
        {codes.map((code) => (
          <li key={code} className="select-all">
            {code}
          </li>
        ))}
      </ul>
      <div className="mt-3 flex flex-wrap gap-2 print:hidden">
        <Button onClick={() => download(codes)}>
          <Download size={16} aria-hidden /> Download
        </Button>
        <Button onClick={() => window.print()}>
          <Printer size={16} aria-hidden /> Print
        </Button>
      </div>
    </div>
  );
}
