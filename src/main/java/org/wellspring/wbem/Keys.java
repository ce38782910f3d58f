package org.wellspring.wbem;

/** Names of classes and properties that the code has to know. */
final class Keys {
  static final String SYSTEM = "CIM_ComputerSystem";
  static final String MANAGER = "CIM_ObjectManager";
  static final String SERVICE = "CIM_IndicationService";
  static final String FILTER = "CIM_IndicationFilter";
  static final String COLLECTION = "CIM_FilterCollection";
  static final String DESTINATION = "CIM_ListenerDestination";
  static final String DESTINATION_CIM_XML = "CIM_ListenerDestinationCIMXML";
  static final String DESTINATION_WS_MAN = "CIM_ListenerDestinationWSManagement";
  static final String ABSTRACT_SUBSCRIPTION = "CIM_AbstractIndicationSubscription";
  static final String SUBSCRIPTION = "CIM_IndicationSubscription";
  static final String COLLECTION_SUBSCRIPTION = "CIM_FilterCollectionSubscription";

  static final String SYSTEM_CLASS = "SystemCreationClassName";
  static final String SYSTEM_NAME = "SystemName";
  static final String CLASS = "CreationClassName";
  static final String NAME = "Name";
  static final String STATE = "SubscriptionState";
  static final String DURATION = "SubscriptionDuration";
  static final String START = "SubscriptionStartTime";

  /** SubscriptionState: indications are sent. */
  static final long ENABLED = 2;

  /** SubscriptionState: none are sent. */
  static final long DISABLED = 4;

  private Keys() {}
}
