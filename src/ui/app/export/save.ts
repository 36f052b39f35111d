/** Gives a file to the browser to keep, as a download. */
export function save(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads it after the click; a second is plenty.
  setTimeout(() => URL.revokeObjectURL(url), 1_000);
}
