/**
 * Words that say little about a text: function words of five languages, and phrases common to all company descriptions.
 * Compiled by hand; the local embedder gives them a lower weight instead of ignoring them.
 */
export const FREQUENT_WORDS: ReadonlySet<string> = new Set(
  [
    'a an and are as at be by for from has have in is it its of on or that the their this to was were which with who',
    'der die das den dem des ein eine einer eines und oder von vom zu zum zur mit fur im in auf bei aus ist als',
    'le la les un une des du de et ou a au aux en dans par pour sur avec est qui',
    'el los las una unos y o del al en por para con es que se su',
    'os um uma e do da dos das no na nos nas ao com por para em que',
    'company companies corporation group international multinational global based business firm brand chain operator',
    'store stores shop shops service services provider network organization organisation association former largest',
    'unternehmen gruppe firma marke kette entreprise groupe societe marque empresa grupo marca cadena rede',
    'american british german french italian spanish dutch canadian australian indian chinese japanese',
    'united states kingdom germany france spain italy',
  ]
    .join(' ')
    .split(' '),
);
