import { resolve } from 'node:path';
import type { MappingDocument } from '../../inputs/load-mapping.ts';
import type { InputChoice, OpenInputs } from '../../inputs/open-inputs.ts';
import type { Recipe } from '../../outputs/recipe.ts';
import type { Target } from './choose-target.ts';

/** How to ask for this run again, from any folder. */
export function toRecipe(
  { name, preset, folder }: MappingDocument,
  run: {
    readonly choice: InputChoice;
    readonly inputs: OpenInputs;
    readonly target: Target;
    readonly state: string;
  },
): Recipe {
  const { choice, inputs, target, state } = run;
  const typed = choice.words.length > 0 || folder === undefined ? choice.words : [folder];
  return {
    replay: 1,
    mapping: preset ? preset.id : resolve(name),
    words: typed.map((word) => toAbsolute(word, inputs)),
    settings: choice.settings,
    state: resolve(state),
    ...(target.kind === 'directory' && {
      directory: { baseUrl: target.baseUrl, credentials: resolve(target.credentialsFile) },
    }),
  };
}

function toAbsolute(word: string, { files }: OpenInputs): string {
  const [, input = '', path = ''] = /^(\w+)=(.+)$/s.exec(word) ?? [];
  return files.has(input) ? `${input}=${resolve(path)}` : resolve(word);
}
