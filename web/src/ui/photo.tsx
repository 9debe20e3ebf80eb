import { CarFront, Package } from 'lucide-react';
import { useState } from 'react';

interface Props {
  readonly url: string | null | undefined;
  readonly isVehicle: boolean;
  readonly className: string;
  /** Empty where the words beside it already name the lot. */
  readonly alt?: string;
  readonly isEager?: boolean;
}

/** A lot's photo from the auction's own server. Its box keeps its size whether the photo comes, fails or is absent. */
export function Photo({ url, isVehicle, className, alt = '', isEager = false }: Props) {
  const [failedUrl, setFailedUrl] = useState<string | null>(null);
  const isShown = url !== null && url !== undefined && /^https?:\/\//.test(url) && failedUrl !== url;
  const Icon = isVehicle ? CarFront : Package;
  return (
    <div
      className={`relative grid shrink-0 place-items-center overflow-hidden rounded-md bg-raised ${className}`}
    >
      <Icon aria-hidden className="size-2/5 max-h-10 text-strong-line" strokeWidth={1.5} />
      {isShown && (
        <img
          src={url}
          alt={alt}
          loading={isEager ? 'eager' : 'lazy'}
          decoding="async"
          referrerPolicy="no-referrer"
          onError={() => setFailedUrl(url)}
          className="absolute inset-0 size-full object-cover"
        />
      )}
    </div>
  );
}
