/** Whether a text is a decimal number as the graph writes them: up to nine digits before the point, and up to six behind it. */
export function isDecimal(text: string): boolean {
  return /^-?\d{1,9}(\.\d{1,6})?$/.test(text);
}
