package org.wellspring.filter.xpath.expr;

/**
 * The context an expression is evaluated in. §1.
 *
 * @param node {@code XmlDocument}, {@code XmlElement}, {@code XmlText}, {@code XmlAttribute} or
 *     {@link NamespaceNode}
 * @param position from 1
 */
public record Focus(Object node, int position, int size, Evaluation evaluation) {}
