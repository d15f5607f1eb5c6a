#pragma once

#include <memory>
#include <unordered_map>
#include <vector>

#include "declaration/device/example_form.hpp"
#include "declaration/device/library.hpp"
#include "declaration/device/parameters.hpp"
#include "declaration/fields/block.hpp"

namespace mfp::declaration {

/// What describes a device, as a file declares it, with all that is inherited.
struct Definition {
  const Document* document;
  Block block;
  DevicePorts ports;
  ParameterSpecs parameters;
  ExampleForms examples;
  /// Whether its file, or one that it extends, has an error.
  bool is_faulty = false;
};

/// Reads definitions and puts together what they inherit by `extends`; each file once, for all who use it.
class Definitions {
 public:
  Definitions(Library& library, Report& report) : library_(library), report_(report) {}

  /// The definition that a document of the library holds. Null when it holds something else. All is reported the
  /// first time; whoever uses a faulty one counts the error again.
  const Definition* of(const Document& document);

  /// The same for a document that does not stay: a devices file of one device, whose block has been read.
  [[nodiscard]] Definition single(const Reading& reading, const Document& document, Block block);

  /// The document of the definition that `entry`, a `use` or `extends`, names. Null, and a report, when there is none.
  const Document* find(const Entry& entry, std::string_view wanted);

 private:
  std::unique_ptr<Definition> read(const Document& document);
  /// What of examples depends on parameters, with those that the definition itself has.
  void check_examples(const Definition& definition);
  void complete(const Reading& reading, Definition& definition);
  void extend(const Reading& reading, const Entry& extends, Definition& definition);
  void inherit(const Reading& reading, Definition& definition, const Definition& base);
  /// Whether `base` is one of those that extend it, or there are too many of them; reports it then.
  [[nodiscard]] bool refuse_endless(const Entry& extends, const Document& base);

  Library& library_;
  Report& report_;
  std::unordered_map<const Document*, std::unique_ptr<Definition>> known_;
  /// Those that are being read, each extended by the one before it.
  std::vector<const Document*> under_way_;
};

}  // namespace mfp::declaration
