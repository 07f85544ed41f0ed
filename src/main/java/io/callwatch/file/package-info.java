/** Files that hold personal data, of which more than one package makes some: see {@link io.callwatch.file.OwnerOnly}. */
package io.callwatch.file;
