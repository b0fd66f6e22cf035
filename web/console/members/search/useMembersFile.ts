import { call } from '@shared/api/call';
import type { MemberExport } from '@shared/api/types';
import { useMutation } from '@tanstack/react-query';
import type { FileFormat } from '../../reports/exportOf';

/** The members of the list as a file. What was searched for is sent, and is no address that could be opened. */
export function useMembersFile(asked: Omit<MemberExport, 'format'>) {
  return useMutation<void, Error, FileFormat>({
    mutationFn: async (format) => {
      const body = { ...asked, format };
      const file = await call('POST /v1/reports/members/export', { body }, { as: 'blob' });
      save(`members.${format}`, file as unknown as Blob);
    },
  });
}

function save(name: string, file: Blob): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
