/** Where in the document a node stands. */
export interface Place {
  readonly depth: number;
  readonly inHead: boolean;
  readonly inLabel: boolean;
  readonly inPicture: boolean;
  readonly inSvg: boolean;
}
