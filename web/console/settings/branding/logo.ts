/** What the server takes as a logo. */
export const LOGO_TYPES = ['image/png', 'image/webp', 'image/jpeg'];
export const LOGO_BYTES = 64_000;

export type Trouble = 'type' | 'size';

export function troubleWith(file: Pick<File, 'type' | 'size'>): Trouble | undefined {
  if (!LOGO_TYPES.includes(file.type)) return 'type';
  return file.size > LOGO_BYTES ? 'size' : undefined;
}

/** The file as a text that goes into a request. */
export function dataUrl(file: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
