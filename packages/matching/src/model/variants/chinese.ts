/** Forms of Chinese names: one name a line; see `name-variants.ts`. */
export const CHINESE = `
XIAOMING MING XIAO
MEI MAY MAE
WEI WAI
LI LEE LEI
YAN YIN YEN
YING YIN
JIA CHIA
HAO HO
ZIHAN TZEHAN
`;
