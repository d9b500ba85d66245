/** Position of a node in the document. */
export interface Place {
  readonly depth: number;
  readonly inHead: boolean;
  readonly inLabel: boolean;
  readonly inPicture: boolean;
  readonly inSvg: boolean;
}
