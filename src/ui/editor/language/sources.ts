import type { ApiObject } from '../../../engine/apimachinery/index.ts';
import type { CustomResourceDefinition } from '../../../engine/api/customresourcedefinition/types.ts';
import { translate, type Language, type MessageId, type Params } from '../../../i18n/index.ts';
import type { Tree } from '../manifest/trees.ts';
import { Catalog } from '../schema/catalog.ts';
import type { Words } from '../schema/builtin.ts';
import { SNIPPETS } from '../snippets/index.ts';
import type { CompletionSources, Snippet } from './completion.ts';

/** What the page has that the language of manifests needs: the cluster's objects, the person's language, the other files. */
export interface Surroundings {
  readonly live: (resource: string) => readonly ApiObject[];
  readonly language: () => Language;
  /** Documents of the other open files. */
  readonly beside: (path: string) => readonly Tree[];
}

/** The catalog of kinds and all that goes with it, kept in step with the cluster's CustomResourceDefinitions. */
export class LanguageSources {
  #catalog: { readonly crds: readonly ApiObject[]; readonly catalog: Catalog } | undefined;

  constructor(
    readonly words: Words,
    readonly around: Surroundings,
  ) {}

  get catalog(): Catalog {
    const crds = this.around.live('customresourcedefinitions.apiextensions.k8s.io');
    const kept = this.#catalog;
    if (kept && kept.crds.length === crds.length && kept.crds.every((crd, index) => crd === crds[index]))
      return kept.catalog;
    const catalog = new Catalog(this.words, crds as unknown as readonly CustomResourceDefinition[]);
    this.#catalog = { crds, catalog };
    return catalog;
  }

  say(id: MessageId, params?: Params): string {
    return translate(this.around.language(), id, params);
  }

  completion(): CompletionSources {
    const snippets: Snippet[] = SNIPPETS.map(({ label, title, kind, body }) => ({
      label,
      kind,
      body,
      title: this.say(title),
    }));
    return {
      catalog: this.catalog,
      snippets,
      names: (resource, namespace) =>
        this.around
          .live(resource)
          .filter(
            ({ metadata }) =>
              metadata.namespace === undefined || metadata.namespace === '' || metadata.namespace === namespace,
          )
          .map(({ metadata }) => metadata.name)
          .sort(),
    };
  }
}
