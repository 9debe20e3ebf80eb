const urlPattern = /(https?:\/\/[^\s<>"')]{1,500})/;

/** Text with its web addresses made links; everything else stays text. */
export function BasisText({ text }: { readonly text: string }) {
  let at = 0;
  return (
    <>
      {text.split(urlPattern).map((part) => {
        const key = at;
        at += part.length;
        return urlPattern.test(part) ? (
          <a
            key={key}
            href={part}
            target="_blank"
            rel="noreferrer noopener"
            className="break-all text-accent underline"
          >
            {part}
          </a>
        ) : (
          part
        );
      })}
    </>
  );
}
