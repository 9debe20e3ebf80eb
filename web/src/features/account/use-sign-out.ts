import { useMutation } from '@tanstack/react-query';
import { useToast } from '../../ui/toast.tsx';
import { signOut } from './account-api.ts';

/** A page loaded anew keeps nothing of whoever was here before. */
export const startAnew = () => window.location.replace('/');

export function useSignOut(): () => void {
  const toast = useToast();
  const leaving = useMutation({
    mutationFn: signOut,
    onSuccess: startAnew,
    onError: (error: Error) => toast(error.message),
  });
  return () => leaving.mutate();
}
