type Use = (...given: never[]) => unknown;

/** Use cases whose names begin so change nobody's rights; all others may. */
const onlyLooks = /^(find|list|read|count|stream|publish|record|log|verifyAudit)/;

/**
 * The use cases of an object, and of the objects in it, after which `drop` is called: in the process that made a change
 * it holds for the next request, before any notification has come around. Refusals count too, for some are kept.
 */
export function dropAfterChanges<T extends object>(useCases: T, drop: () => void): T {
  const wrap = (name: string, value: unknown): unknown => {
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return dropAfterChanges(value, drop);
    if (typeof value !== 'function' || onlyLooks.test(name)) return value;
    return (...given: never[]) => {
      const done = (value as Use)(...given);
      if (done instanceof Promise) return done.finally(drop);
      drop();
      return done;
    };
  };
  return Object.fromEntries(Object.entries(useCases).map(([name, value]) => [name, wrap(name, value)])) as T;
}
