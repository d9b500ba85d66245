/** Position of a node in the document. */
export interface Place {
  readonly depth: number;
  readonly inHead: boolean;
  /** Inside a label that has text. */
  readonly inLabel: boolean;
  readonly inPicture: boolean;
  readonly inSvg: boolean;
  /** Inside an element that markup alone hides from everybody or from assistive technology. */
  readonly isHidden?: boolean;
}
