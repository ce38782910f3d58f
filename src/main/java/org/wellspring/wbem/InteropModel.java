package org.wellspring.wbem;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.wellspring.cim.CimInstance;
import org.wellspring.cim.CimValue;
import org.wellspring.cim.ClassRepository;
import org.wellspring.cim.InstanceBuilder;
import org.wellspring.cim.InstancePath;

/**
 * The instances of the Interop namespace that nobody makes: the system, the object manager, the
 * namespaces, the indication service with its capabilities, the profile, and how they belong
 * together.
 */
final class InteropModel {
  private static final String MANAGER_NAME = "Wellspring";
  private static final String SERVICE_NAME = "Indications";
  private static final String PROFILE_VERSION = "1.2.2";

  private final ClassRepository classes;
  private final WbemSettings settings;
  private final CimInstance system;
  private final CimInstance manager;
  private final CimInstance service;
  private final CimInstance capabilities;
  private final CimInstance profile;
  private final List<CimInstance> fixed;

  InteropModel(ClassRepository classes, WbemSettings settings) {
    this.classes = classes;
    this.settings = settings;
    this.system = system();
    this.manager = manager();
    this.service = service();
    this.capabilities = capabilities();
    this.profile = profile();
    this.fixed = fixed();
  }

  private InstanceBuilder make(String className) {
    return new InstanceBuilder(classes, className);
  }

  private InstancePath path(CimInstance instance) {
    return classes.pathOf(settings.interop(), instance);
  }

  private CimInstance system() {
    return make(Keys.SYSTEM)
        .set(Keys.CLASS, Keys.SYSTEM)
        .set(Keys.NAME, settings.systemName())
        .set("ElementName", settings.systemName())
        .set("EnabledState", 2)
        .build();
  }

  private InstanceBuilder hosted(String className, String name) {
    return make(className)
        .set(Keys.SYSTEM_CLASS, Keys.SYSTEM)
        .set(Keys.SYSTEM_NAME, settings.systemName())
        .set(Keys.CLASS, className)
        .set(Keys.NAME, name)
        .set("EnabledState", 2)
        .set("Started", true);
  }

  /** Clients read the version out of the description: it must say "Version" and nothing like it. */
  private CimInstance manager() {
    return hosted(Keys.MANAGER, MANAGER_NAME)
        .set("ElementName", MANAGER_NAME)
        .set("Description", "Wellspring event source server Version " + settings.version())
        .set("Version", settings.version())
        .set("GatherStatisticalData", false)
        .build();
  }

  private CimInstance service() {
    return hosted(Keys.SERVICE, SERVICE_NAME)
        .set("ElementName", "Wellspring indication service")
        .set("FilterCreationEnabled", true)
        .set("DeliveryRetryAttempts", settings.retry().attempts())
        .set("DeliveryRetryInterval", settings.retry().interval().toSeconds())
        .set("SubscriptionRemovalAction", 4)
        .build();
  }

  private CimInstance capabilities() {
    return make("CIM_IndicationServiceCapabilities")
        .set("InstanceID", "Wellspring:IndicationServiceCapabilities")
        .set("ElementName", "Capabilities of the Wellspring indication service")
        .set("FilterCreationEnabledIsSettable", false)
        .set("DeliveryRetryAttemptsIsSettable", false)
        .set("DeliveryRetryIntervalIsSettable", false)
        .set("SubscriptionRemovalActionIsSettable", false)
        .set("SubscriptionRemovalTimeIntervalIsSettable", false)
        .set("MaxListenerDestinations", Math.min(settings.maxInstances(), 65_535))
        .set("MaxActiveSubscriptions", Math.min(settings.maxInstances(), 65_535))
        .set("SubscriptionsPersisted", true)
        .build();
  }

  private CimInstance profile() {
    return make("CIM_RegisteredProfile")
        .set("InstanceID", "DMTF:Indications:" + PROFILE_VERSION)
        .set("RegisteredOrganization", 2)
        .set("RegisteredName", "Indications")
        .set("RegisteredVersion", PROFILE_VERSION)
        .set("AdvertiseTypes", CimValue.ofTexts(List.of("3")))
        .build();
  }

  private CimInstance namespace(String name) {
    return make("CIM_Namespace")
        .set(Keys.SYSTEM_CLASS, Keys.SYSTEM)
        .set(Keys.SYSTEM_NAME, settings.systemName())
        .set("ObjectManagerCreationClassName", Keys.MANAGER)
        .set("ObjectManagerName", MANAGER_NAME)
        .set(Keys.CLASS, "CIM_Namespace")
        .set(Keys.NAME, name)
        .set("ElementName", name)
        .set("ClassType", 201)
        .build();
  }

  private List<CimInstance> fixed() {
    List<CimInstance> all =
        new ArrayList<>(List.of(system, manager, service, capabilities, profile));
    List<CimInstance> namespaces =
        Stream.concat(Stream.of(settings.interop()), settings.namespaces().stream())
            .map(this::namespace)
            .toList();
    all.addAll(namespaces);
    all.add(linked("CIM_HostedService", "Antecedent", system, "Dependent", manager));
    all.add(linked("CIM_HostedService", "Antecedent", system, "Dependent", service));
    for (CimInstance namespace : namespaces) {
      all.add(linked("CIM_NamespaceInManager", "Antecedent", manager, "Dependent", namespace));
    }
    all.add(
        linked("CIM_ElementCapabilities", "ManagedElement", service, "Capabilities", capabilities));
    all.add(
        linked(
            "CIM_ElementConformsToProfile",
            "ConformantStandard",
            profile,
            "ManagedElement",
            service));
    return List.copyOf(all);
  }

  private CimInstance linked(
      String className, String role, CimInstance one, String otherRole, CimInstance other) {
    return make(className).set(role, path(one)).set(otherRole, path(other)).build();
  }

  /**
   * All of them, with the associations to what clients have made.
   *
   * @param filters and destinations of the book
   */
  List<CimInstance> instances(List<Entry> filters, List<Entry> destinations) {
    List<CimInstance> all = new ArrayList<>(fixed);
    for (Entry affected : Stream.concat(filters.stream(), destinations.stream()).toList()) {
      all.add(
          make("CIM_ServiceAffectsElement")
              .set("AffectedElement", affected.path())
              .set("AffectingElement", path(service))
              .set("ElementEffects", CimValue.ofTexts(List.of("5")))
              .build());
    }
    for (WbemSettings.StaticCollection collection : settings.collections()) {
      InstancePath here =
          path(make(Keys.COLLECTION).set("InstanceID", "Wellspring:" + collection.name()).build());
      for (String member : collection.filters()) {
        all.add(
            make("CIM_MemberOfCollection")
                .set("Collection", here)
                .set("Member", Links.staticFilter(settings, member))
                .build());
      }
    }
    return all;
  }
}
