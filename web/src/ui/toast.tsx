import { Toast } from 'radix-ui';
import { createContext, type ReactNode, use, useCallback, useState } from 'react';
import { Button } from './button.tsx';

interface Message {
  readonly id: number;
  readonly text: string;
  readonly undo?: () => void;
}

type ShowToast = (text: string, undo?: () => void) => void;

const ToastContext = createContext<ShowToast>(() => undefined);
export const useToast = (): ShowToast => use(ToastContext);

const toastMs = 8_000;

/** Short messages at the foot of the screen, each with an optional way back. */
export function ToastHost({ children }: { readonly children: ReactNode }) {
  const [messages, setMessages] = useState<readonly Message[]>([]);
  const show = useCallback<ShowToast>((text, undo) => {
    setMessages((all) => [...all, { id: (all.at(-1)?.id ?? 0) + 1, text, ...(undo && { undo }) }]);
  }, []);
  const remove = (id: number) => setMessages((all) => all.filter((message) => message.id !== id));
  return (
    <ToastContext value={show}>
      <Toast.Provider duration={toastMs} swipeDirection="down">
        {children}
        {messages.map((message) => (
          <Toast.Root
            key={message.id}
            onOpenChange={(isOpen) => !isOpen && remove(message.id)}
            className="flex items-center gap-3 rounded-lg bg-ink px-4 py-2 text-surface shadow-xl"
          >
            <Toast.Title className="flex-1">{message.text}</Toast.Title>
            {message.undo && (
              <Toast.Action altText="Undo" asChild onClick={message.undo}>
                <Button className="border-surface bg-transparent hover:bg-transparent hover:underline">
                  Undo
                </Button>
              </Toast.Action>
            )}
          </Toast.Root>
        ))}
        <Toast.Viewport className="fixed right-4 bottom-4 left-4 z-50 ml-auto flex max-w-md flex-col gap-2" />
      </Toast.Provider>
    </ToastContext>
  );
}
