/**
 * openapi: what is served, for programs that ask before they act: kubectl explain, kubectl apply, client-side validation. One
 * document for each group and version (OpenAPI 3), and one for all of them (OpenAPI 2, which is Swagger).
 *
 * It promises that every served kind has its fields, formats, references and patch strategies, that every address has its verbs
 * and parameters, and that a document's hash changes when and only when the document may have.
 *
 * Different from the real thing: there are no defaults; the words for parameters are our own; the words for
 * fields come from the host, and without one fields are described by their types alone.
 */
import type { Kind } from '../../api/kind.ts';
import { apiVersionOf, fnv32a } from '../../apimachinery/index.ts';
import type { ApiResponse } from '../../client-go/request.ts';
import type { Discovery } from '../handlers/discovery.ts';
import { VERSION } from '../handlers/version.ts';
import { describe, type DescribedResource, type DescribedVersion } from './document.ts';
import type { Documentation } from './documentation.ts';
import { Definitions, type Schema } from './schemas.ts';
import { encodeSwagger, SWAGGER_PROTOBUF } from './swagger-protobuf.ts';

export type { Documentation, TypeDocumentation } from './documentation.ts';

interface Written {
  readonly hash: string;
  readonly text: string;
}

/** Writes the documents when they are asked for, and keeps what it wrote for as long as it is true. */
export class OpenAPI {
  readonly #discovery: Discovery;
  readonly #documentation: Documentation | undefined;
  readonly #written = new Map<string, Written>();

  constructor(discovery: Discovery, documentation: Documentation | undefined) {
    this.#discovery = discovery;
    this.#documentation = documentation;
  }

  /** The answer for an address under /openapi, or undefined when there is nothing there. */
  answer(path: string, accept: string, ifNoneMatch?: string): ApiResponse | undefined {
    if (path === '/openapi/v2') {
      const form = accept.includes('proto-openapi.spec.v2') ? 'v2 protobuf' : 'v2';
      return this.#respond(form, this.#versions(), ifNoneMatch);
    }
    if (path === '/openapi/v3' || path === '/openapi/v3/') return { code: 200, body: this.#index() };
    const asked = path.slice('/openapi/v3/'.length);
    const found = this.#versions().filter((version) => rootOf(version) === asked);
    return found.length > 0 ? this.#respond(asked, found, ifNoneMatch) : undefined;
  }

  #index(): unknown {
    const paths: Record<string, unknown> = {};
    for (const version of this.#versions()) {
      const root = rootOf(version);
      paths[root] = { serverRelativeURL: `/openapi/v3/${root}?hash=${hashOf([version])}` };
    }
    return { paths };
  }

  #respond(name: string, versions: readonly DescribedVersion[], ifNoneMatch: string | undefined): ApiResponse {
    const hash = hashOf(versions);
    // Clients keep what they were sent by this name, and one form is not the other.
    const etag = name === 'v2 protobuf' ? `"${hash}-PB"` : `"${hash}"`;
    if (ifNoneMatch === etag) return { code: 304, body: '', headers: { etag } };
    let written = this.#written.get(name);
    if (written?.hash !== hash) {
      written = { hash, text: this.#write(name, versions) };
      this.#written.set(name, written);
    }
    const type = name === 'v2 protobuf' ? SWAGGER_PROTOBUF : 'application/json';
    const headers = { 'content-type': type, etag, vary: 'Accept' };
    return { code: 200, body: written.text, headers };
  }

  #write(name: string, versions: readonly DescribedVersion[]): string {
    if (name === 'v2') return JSON.stringify(this.#swagger(versions));
    return name === 'v2 protobuf' ? encodeSwagger(this.#swagger(versions)) : JSON.stringify(this.#document(versions));
  }

  #document(versions: readonly DescribedVersion[]): unknown {
    const definitions = new Definitions('v3', this.#documentation);
    const paths: Record<string, Schema> = {};
    for (const version of versions) describe(version, 'v3', definitions, paths);
    return {
      openapi: '3.0.0',
      info: INFO,
      paths: sorted(Object.entries(paths)),
      components: { schemas: sorted([...definitions.all]), securitySchemes: { BearerToken: BEARER } },
    };
  }

  #swagger(versions: readonly DescribedVersion[]): Schema {
    const definitions = new Definitions('v2', this.#documentation);
    const paths: Record<string, Schema> = {};
    for (const version of versions) describe(version, 'v2', definitions, paths);
    return {
      swagger: '2.0',
      info: INFO,
      paths: sorted(Object.entries(paths)),
      definitions: sorted([...definitions.all]),
      securityDefinitions: { BearerToken: BEARER },
      security: [{ BearerToken: [] }],
    };
  }

  #versions(): readonly DescribedVersion[] {
    const versions: DescribedVersion[] = [];
    for (const { group, version, kinds } of this.#discovery.groupVersions()) {
      const root = rootOf({ group, version });
      const list = this.#discovery.answer(`/${root}`, '') as { resources?: readonly DescribedResource[] } | undefined;
      versions.push({ group, version, resources: list?.resources ?? [], custom: customSchemas(kinds) });
    }
    return versions;
  }
}

const INFO = { title: 'Kubernetes', version: VERSION.gitVersion };
const BEARER = { type: 'apiKey', description: 'Bearer Token authentication', name: 'authorization', in: 'header' };

function customSchemas(kinds: readonly Kind[]): ReadonlyMap<string, Schema> {
  const schemas = new Map<string, Schema>();
  for (const kind of kinds) {
    const { custom } = kind as Kind & { readonly custom?: { readonly schema: unknown } };
    if (custom) schemas.set(kind.kind, custom.schema as Schema);
  }
  return schemas;
}

function rootOf({ group, version }: { readonly group: string; readonly version: string }): string {
  return group === '' ? `api/${version}` : `apis/${apiVersionOf({ group, version })}`;
}

/** What a document is made from, in one word. The schemas of built-in kinds never change while a server runs. */
function hashOf(versions: readonly DescribedVersion[]): string {
  const facts = versions.map(({ group, version, resources, custom }) => [group, version, resources, [...custom]]);
  const text = JSON.stringify(facts);
  const half = (salt: string): string =>
    fnv32a(salt + text)
      .toString(16)
      .padStart(8, '0');
  return ['0', '1', '2', '3'].map(half).join('').toUpperCase();
}

function sorted(entries: readonly (readonly [string, Schema])[]): Record<string, Schema> {
  return Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
}
